package org.voxpost.app.record;

/**
 * How long records are kept.
 *
 * @param largest octets of the file at which it is put aside; 0 for never
 * @param kept how many files that were put aside are kept
 */
public record RecordTerms(long largest, int kept) {}
