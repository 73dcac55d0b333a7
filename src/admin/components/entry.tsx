import React from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { Application } from './application.tsx';

const place = document.getElementById('app');
if (place) {
  createRoot(place).render(
    <BrowserRouter>
      <Application />
    </BrowserRouter>,
  );
}
