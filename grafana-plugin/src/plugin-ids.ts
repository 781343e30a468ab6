export const APP_ID = 'hopscope-ussd-app';
export const DATASOURCE_ID = 'hopscope-ussd-datasource';
export const PANEL_ID = 'hopscope-ussd-panel';

/** The app's page for setting it up. */
export const CONFIGURATION_HREF = `/plugins/${APP_ID}?page=configuration`;
