/** The main job on one machine, with real sockets and files, told step by step. */
@NullMarked
package org.voxpost.app.demo;

import org.jspecify.annotations.NullMarked;
