package io.tributary.loadtest.poisoning;

import io.tributary.aggregation.AggregationException;
import io.tributary.learning.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * Plays every rule against every attack, and writes after each what there is.
 *
 * @param suite what to play
 * @param folder where results go, and where those of an earlier call are
 * @param threads devices that train at once
 * @param out is told how far it is
 */
record Matches(Suite suite, Path folder, int threads, PrintWriter out) {
    /** Goes on where an earlier call was stopped. */
    void play(List<Choice> rules, List<Choice> attacks) throws Exception {
        RuleUnderAttack experiments = new RuleUnderAttack(suite, threads);
        for (Choice rule : rules) {
            experiments.config(rule);
        }
        for (Choice attack : attacks) {
            RuleUnderAttack.attack(attack);
        }
        Results results = Results.resume(suite, folder);
        int done = 0;
        for (Choice attack : attacks) {
            for (Choice rule : rules) {
                done++;
                if (!results.isPlayed(rule.label(), attack.label())) {
                    out.print(ScoreTable.number("[%3.0f%%] ", 100.0 * done / (rules.size() * attacks.size())));
                    results = play(experiments, rule, attack, results);
                }
            }
        }
        out.print(new ScoreTable(results).markdown());
        out.println("written to " + folder);
        out.flush();
    }

    /**
     * Attackers may leave a round with too few updates for a rule, or drive the model so far that honest updates leave the plan's bound
     * or training diverges: the match then has no score, and the table says so.
     */
    private Results play(RuleUnderAttack experiments, Choice rule, Choice attack, Results before) throws Exception {
        try {
            Score score = experiments.play(rule, attack);
            tell(score);
            return written(before.with(score));
        } catch (AggregationException | TrainingException broken) {
            out.println(rule.label() + " under " + attack.label() + " has no end: " + broken.getMessage());
            return written(before
                    .with(new MatchWithoutEnd(rule.label(), attack.label(), String.valueOf(broken.getMessage()))));
        }
    }

    private Results written(Results results) throws IOException {
        write(results);
        return results;
    }

    private void write(Results results) throws IOException {
        ScoreTable table = new ScoreTable(results);
        results.write(folder);
        Results.replace(folder.resolve("results.csv"), table.csv());
        Results.replace(folder.resolve("results.md"), table.markdown());
        Results.replace(folder.resolve("results.html"), HeatMap.of(table));
    }

    private void tell(Score score) {
        out.println(score.rule() + " under " + score.attack() + ScoreTable.number(": accuracy %.4f", score.accuracy())
                + (score.backdoor() == null ? "" : ScoreTable.number(", backdoor %.4f", score.backdoor()))
                + ScoreTable.number(" (%.1f s)", score.seconds()));
        out.flush();
    }
}
