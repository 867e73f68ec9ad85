/**
 * Webhooks: every notice of the journal is sent to every sink until the sink has it, in order for each order, signed as Standard
 * Webhooks 1.0 says.
 */
@NullMarked
package org.voxpost.app.webhook;

import org.jspecify.annotations.NullMarked;
