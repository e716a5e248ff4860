package io.tributary.loadtest.day;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The rule of Kubernetes' HorizontalPodAutoscaler as the chart sets it: {@code ceil(members * mean / target)}, nothing within a tenth of the
 * target, some members more a minute at most, and one less a minute only if as few would have been enough all through a window. One thread.
 */
final class Autoscaler {
    private static final double TOLERANCE = 0.1;

    private final Rule rule;
    private final Deque<Integer> recommended = new ArrayDeque<>();

    /**
     * What the chart's values say.
     *
     * @param target mean of the pressure that is kept
     * @param fewest members
     * @param most members
     * @param more members that are added in a minute at most
     * @param window minutes for which fewer must have been enough
     */
    record Rule(double target, int fewest, int most, int more, int window) {
        /** Of values.yaml. */
        static final Rule OF_THE_CHART = new Rule(0.7, 3, 9, 2, 10);
    }

    Autoscaler(Rule rule) {
        this.rule = rule;
    }

    /**
     * How many members there are to be.
     *
     * @param members that there are, ready or starting
     * @param mean of the pressure over those that are ready
     */
    int next(int members, double mean) {
        double ratio = mean / rule.target();
        int wanted = Math.abs(ratio - 1) <= TOLERANCE ? members : (int) Math.ceil(members * ratio);
        int bounded = Math.clamp(wanted, rule.fewest(), rule.most());
        recommended.addLast(bounded);
        if (recommended.size() > rule.window()) {
            recommended.removeFirst();
        }
        if (bounded > members) {
            return Math.min(bounded, members + rule.more());
        }
        int enough = recommended.stream().mapToInt(Integer::intValue).max().orElse(members);
        return enough < members && recommended.size() == rule.window() ? members - 1 : members;
    }
}
