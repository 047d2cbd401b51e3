/** Reviews documents from a shell. */
@NullMarked
package io.aiprism.examples.cli;

import org.jspecify.annotations.NullMarked;
