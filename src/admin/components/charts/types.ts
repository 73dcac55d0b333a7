import type { ComponentType } from 'react';

/** A colour of the theme; never the only thing that tells two series apart. */
export type ChartTone = 'brand' | 'accent' | 'grey';

export interface Series {
  readonly id: string;
  readonly name: string;
  readonly tone: ChartTone;
}

/** Part of a bar: `size` places it, `said` is what it means, exactly, and `to` the list behind it. */
export interface Segment {
  readonly series: string;
  readonly size: number;
  readonly said: string;
  readonly to: string;
}

export interface Bar {
  readonly id: string;
  readonly name: string;
  /** Over the bar: what its parts make together. */
  readonly total: string;
  readonly segments: readonly Segment[];
}

export interface StackedBarsProps {
  readonly label: string;
  readonly series: readonly Series[];
  readonly bars: readonly Bar[];
  axis(size: number): string;
}

export interface Point {
  /** A day, `2026-11-25`. */
  readonly day: string;
  readonly size: number;
  readonly said: string;
  readonly to: string;
}

export interface LinesProps {
  readonly label: string;
  /** The first is drawn as a line, the others as dots: not every day has one. */
  readonly series: readonly (Series & { readonly points: readonly Point[] })[];
  axis(size: number): string;
  dayText(day: string): string;
}

/** What the charts' own script offers to the page. */
export interface Charts {
  readonly StackedBars: ComponentType<StackedBarsProps>;
  readonly Lines: ComponentType<LinesProps>;
}

declare global {
  interface Window {
    TontineCharts?: Charts;
  }
}
