package io.tributary.aggregation.job;

import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;

/** What can be seen of a round's updates before any of their values is read. */
final class Cohort {
    private Cohort() {}

    /**
     * What the updates weigh.
     *
     * @param most that an exact sum can hold
     * @throws RefusedUpdateException naming the device whose weight is out of range, or who is not after the one before it
     */
    static int[] weights(UpdateSource updates, Strategy strategy, int maxWeight, long most)
            throws RefusedUpdateException {
        int[] weights = new int[updates.count()];
        long total = 0;
        for (int update = 0; update < weights.length; update++) {
            requireOrder(updates, update);
            int examples = updates.weight(update);
            if (examples < 1 || examples > maxWeight) {
                throw refused(updates, update, Reason.BAD_WEIGHT,
                        "weight " + examples + " is not 1.." + maxWeight);
            }
            weights[update] = strategy.weight(examples);
            total += weights[update];
            if (total > most) {
                throw refused(updates, update, Reason.BAD_WEIGHT, "weight " + weights[update] + " takes the total to "
                        + total + ", more than the " + most + " that an exact sum can hold");
            }
        }
        return weights;
    }

    /** Rules break ties by the order of devices: it must not depend on who came first. */
    private static void requireOrder(UpdateSource updates, int update) throws RefusedUpdateException {
        int order = update == 0 ? -1 : updates.device(update - 1).compareTo(updates.device(update));
        if (order == 0) {
            throw refused(updates, update, Reason.ALREADY_REPORTED,
                    "updates " + (update - 1) + " and " + update + " are both of this device");
        }
        if (order > 0) {
            throw refused(updates, update, Reason.INVALID_FIELD,
                    "updates must be sorted by device id, but this one stands"
                            + " after that of '" + updates.device(update - 1) + "'");
        }
    }

    private static RefusedUpdateException refused(UpdateSource updates, int update, Reason reason, String detail) {
        return new RefusedUpdateException(updates.device(update), new RejectedException(reason, detail));
    }
}
