export const GREETING: string = "Tell me what to keep.";
