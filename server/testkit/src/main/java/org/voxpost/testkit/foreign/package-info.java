/**
 * MSRP endpoints and relays that other people wrote, as scripts: each takes only what its model takes, and errs as it does.
 * Written from what is known of their behaviour on the wire (RFC 4975, RFC 4976); none of their code is here.
 */
@NullMarked
package org.voxpost.testkit.foreign;

import org.jspecify.annotations.NullMarked;
