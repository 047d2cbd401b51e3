/** Reviews documents by workers that share a database. */
@NullMarked
package io.aiprism.examples.cluster;

import org.jspecify.annotations.NullMarked;
