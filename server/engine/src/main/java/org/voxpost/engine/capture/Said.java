package org.voxpost.engine.capture;

/**
 * Text of the answering side that was taken on.
 *
 * @param number of its fact within the session
 * @param messageId under which its delivery is told
 */
public record Said(int number, String messageId) {}
