/**
 * The REST interface under {@code /api/v1}: jobs and their outcomes, notices, what webhooks did not take; {@code /health} beside it.
 * It listens on loopback only.
 */
@NullMarked
package org.voxpost.app.api;

import org.jspecify.annotations.NullMarked;
