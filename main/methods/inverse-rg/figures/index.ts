import type { PaperFigure } from '../../../../preload/contract/index.ts';
import { figure8, figure9 } from './distributions.ts';
import type { FigureRecipe } from './figure.ts';
import { figure3 } from './losses.ts';
import { figure10 } from './spectrum.ts';
import { figure5, figure6, figure7 } from './susceptibilities.ts';
import { tables } from './tables.ts';
import { figure11 } from './two-layers.ts';

export const recipes: Record<PaperFigure, FigureRecipe> = {
  '3': figure3,
  '5': figure5,
  '6': figure6,
  '7': figure7,
  '8': figure8,
  '9': figure9,
  '10': figure10,
  '11': figure11,
  tables,
};
