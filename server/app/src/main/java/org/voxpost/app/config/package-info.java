/**
 * The typed configuration: {@code conf/voxpost.yaml} read into records, every fault named with file, line, key and what is allowed.
 *
 * <p>The keys reach into RFC 3261 (sip), RFC 4975 and RFC 6135 (msrp) and RFC 5707 (msml); each section's record names its own.
 */
@NullMarked
package org.voxpost.app.config;

import org.jspecify.annotations.NullMarked;
