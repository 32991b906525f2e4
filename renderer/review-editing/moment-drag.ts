/** The type under which a dragged moment's id travels from the list to what can take it as evidence. */
export const MOMENT_DRAG_TYPE = 'application/x-concordance-moment';
