package org.voxpost.engine.transfer;

/**
 * Which attempt, within one transfer.
 *
 * @param object the object's place in the document, from 0
 * @param number counts every attempt of the transfer, from 1, so no two are ever mixed up
 */
public record AttemptKey(int object, int number) {}
