import { Lines } from './lines.tsx';
import { StackedBars } from './stacked-bars.tsx';

// A script of its own: only the dashboard draws charts, and loads it.
window.TontineCharts = { Lines, StackedBars };
