/** Figures of a running server in the form that Prometheus reads. */
@NullMarked
package org.voxpost.app.metrics;

import org.jspecify.annotations.NullMarked;
