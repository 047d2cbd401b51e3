package io.aiprism.finding;

/**
 * A range of a text, in UTF-16 units.
 *
 * @param start inclusive
 * @param end exclusive, after the start
 */
record TextRange(int start, int end) {}
