package io.aiprism.bedrock.testkit;

/**
 * Something that a careful reader could say of a text.
 *
 * @param quote words of the text, which occur in it once
 * @param weight from 1, for a thought, to 3, for something that must be changed
 */
record Remark(String quote, String category, String title, String description, int weight) {}
