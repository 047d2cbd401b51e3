/** A model that takes part in reviews, from a handful of options. */
@NullMarked
package io.aiprism.examples.models;

import org.jspecify.annotations.NullMarked;
