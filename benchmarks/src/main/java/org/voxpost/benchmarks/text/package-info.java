/** Measures the capture of text: many callers that write a line now and then, a reader of all of it, and one that comes late. */
@NullMarked
package org.voxpost.benchmarks.text;

import org.jspecify.annotations.NullMarked;
