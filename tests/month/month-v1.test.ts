import { testMonth } from './test-month.ts';

testMonth('v1');
