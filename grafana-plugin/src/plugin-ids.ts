export const APP_ID = 'hopscope-ussd-app';
export const DATASOURCE_ID = 'hopscope-ussd-datasource';
export const PANEL_ID = 'hopscope-ussd-panel';
