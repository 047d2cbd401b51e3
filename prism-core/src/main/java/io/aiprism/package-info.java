/** The library's front door: {@link io.aiprism.Prism} starts reviews and finds them again. */
package io.aiprism;
