package org.voxpost.engine.overload;

/**
 * How busy the server is, and how those do whom it delivers to: figures of this instant.
 *
 * @param running attempts
 * @param waiting attempts whose turn has not come
 * @param failing servers that failed the last time, and are called nevertheless
 * @param leftAlone servers that failed so often that they are not called
 * @param tried servers of those which one attempt tries now
 */
public record OverloadStatistics(int running, int waiting, int failing, int leftAlone, int tried) {

    public static OverloadStatistics of(Dispatch dispatch, Breakers breakers) {
        return breakers.statistics(dispatch.running(), dispatch.waiting());
    }
}
