/**
 * Every fact worth knowing, once, as typed data. Logs, records, the console and tests feed on it; nothing here calls them
 * by name.
 */
@NullMarked
package org.voxpost.engine.event;

import org.jspecify.annotations.NullMarked;
