import * as React from 'react';
import { createRoot } from 'react-dom/client';
import * as ReactRouterDOM from 'react-router-dom';

// A file of its own: it stays in browsers' caches when our components change.
Object.assign(window, { React, ReactDOM: { createRoot }, ReactRouterDOM });
