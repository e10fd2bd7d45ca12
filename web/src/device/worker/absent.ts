/** Stands in for modules of Node that a library imports and does not use in a browser. */
export default {};
