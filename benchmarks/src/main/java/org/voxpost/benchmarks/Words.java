package org.voxpost.benchmarks;

/** Tells people how far it is. */
public interface Words {
    void say(String line);
}
