package org.voxpost.engine.journal;

/**
 * One object of one transfer, over all attempts at it.
 *
 * @param id the order's id and the job's number in it, and from the second iteration of its transfer on that of the iteration:
 *     {@code ORDER-1}, {@code ORDER-1.2}. The far end sees it in a header, so that it can recognise a repeat
 * @param element which executable element of the script the transfer is, from 0 in document order
 * @param object the object's place in the transfer, from 0
 * @param iteration of the transfer, from 0
 * @param objectId as in {@code transfer.objid}
 * @param source as it was written
 * @param destination as it was written
 * @param deleteSource the source goes when it is delivered
 */
public record Job(
        String id,
        String order,
        int element,
        int object,
        int iteration,
        String objectId,
        String source,
        String destination,
        boolean deleteSource) {

    /** The order that a job's id names. */
    public static String order(String job) {
        int dash = job.indexOf('-');
        return dash < 0 ? job : job.substring(0, dash);
    }
}
