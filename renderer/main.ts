import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { z } from 'zod';
import App from './App.vue';
import { startHost } from './bridge/host.ts';
import { report } from './shell/notices.ts';
import './theme/main.css';

// The content security policy of the page forbids compiling code; zod would otherwise try.
z.config({ jitless: true });

const app = createApp(App);
app.config.errorHandler = (error) => {
  reportError(error);
  report(error, 'Something went wrong in the page');
};
app.use(createPinia());
app.mount('#app');
startHost();
