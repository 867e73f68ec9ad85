/** Our MSRP stack against scripts of foreign ones, each with the preset that ships for it. */
@NullMarked
package org.voxpost.app.peers;

import org.jspecify.annotations.NullMarked;
