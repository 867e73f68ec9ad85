package org.voxpost.benchmarks;

/** Tells people how far it is. */
interface Words {
    void say(String line);
}
