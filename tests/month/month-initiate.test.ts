import { testMonth } from './test-month.ts';

testMonth('initiate');
