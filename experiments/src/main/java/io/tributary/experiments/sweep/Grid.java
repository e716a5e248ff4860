package io.tributary.experiments.sweep;

import io.tributary.experiments.config.ConfigText;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.SetOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every combination of values with every seed. */
final class Grid {
    /** Of one sweep. */
    static final int MOST_RUNS = 1000;
    private static final int LONGEST_NAME = 60;

    private Grid() {}

    /**
     * One run.
     *
     * @param folder below the sweep's, such as {@code 02-learningRate-0.1/seed-3}
     * @param overrides {@code path=value}, for {@code --set}
     */
    record Cell(String folder, List<String> overrides) {
        /** Copies the overrides. */
        Cell {
            overrides = List.copyOf(overrides);
        }
    }

    /**
     * The runs of a request: combinations in the order of the options, the last one changing fastest, and the seeds of each one after another.
     *
     * @throws ConfigException if an option is malformed, or a combination makes a config that is wrong
     * @throws SweepException if there are more than {@value #MOST_RUNS}
     */
    static List<Cell> of(SweepRequest request, ConfigText config) throws ConfigException, SweepException {
        List<List<SetOption>> combinations = new ArrayList<>(List.of(List.of()));
        for (String option : request.varied()) {
            combinations = times(combinations, SetOption.parse(option).alternatives());
        }
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < combinations.size(); i++) {
            cells.addAll(seeded(request, combinations.get(i), combinations.size() == 1 ? "" : name(i, combinations)));
        }
        requireFew(cells.size());
        for (Cell cell : cells) {
            ExperimentConfig.read(new ConfigText(config.name(), config.text(), cell.overrides()));
        }
        return cells;
    }

    private static List<List<SetOption>> times(List<List<SetOption>> before, List<SetOption> values)
            throws SweepException {
        requireFew((long) before.size() * values.size());
        List<List<SetOption>> product = new ArrayList<>();
        for (List<SetOption> one : before) {
            for (SetOption value : values) {
                List<SetOption> longer = new ArrayList<>(one);
                longer.add(value);
                product.add(List.copyOf(longer));
            }
        }
        return product;
    }

    private static void requireFew(long runs) throws SweepException {
        if (runs > MOST_RUNS) {
            throw new SweepException("a sweep has at most " + MOST_RUNS + " runs, these are " + runs
                    + ": give fewer values or seeds");
        }
    }

    private static List<Cell> seeded(SweepRequest request, List<SetOption> combination, String name) {
        List<String> overrides = new ArrayList<>(request.overrides());
        combination.forEach(option -> overrides.add(option.text()));
        if (request.seeds().values().isEmpty()) {
            return List.of(new Cell(name.isEmpty() ? "run" : name, overrides));
        }
        return request.seeds().values().stream().map(seed -> {
            List<String> all = new ArrayList<>(overrides);
            all.add("seed=" + seed);
            return new Cell((name.isEmpty() ? "" : name + "/") + "seed-" + seed, all);
        }).toList();
    }

    /** A number that keeps names apart and in order, and the values in which the combinations differ. */
    private static String name(int index, List<List<SetOption>> combinations) {
        StringBuilder name = new StringBuilder();
        List<SetOption> mine = combinations.get(index);
        for (int i = 0; i < mine.size(); i++) {
            int option = i;
            if (combinations.stream().map(one -> one.get(option).text()).distinct().count() > 1) {
                name.append('-').append(mine.get(i).text().replaceAll("^[^=]*?([A-Za-z0-9]+)=", "$1-"));
            }
        }
        String words = name.toString().replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^-|-$", "");
        return String.format(Locale.ROOT, "%02d", index + 1)
                + (words.isEmpty() ? "" : "-" + words.substring(0, Math.min(LONGEST_NAME, words.length())));
    }
}
