export { chooseSettings, type JudgmentEvent, settingsFor } from './choose.ts';
export type { News } from './compose.ts';
export { deliver } from './deliver.ts';
export { listDeliveries } from './list-deliveries.ts';
export { sendNews } from './send-news.ts';
