package io.tributary.cli.command;

import io.tributary.cli.console.Table;
import io.tributary.experiments.catalogue.Listing;
import io.tributary.experiments.catalogue.Listing.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parts of strategies as people read them. */
final class StrategyTables {
    private StrategyTables() {}

    /** A table a family: a line a kind. */
    static List<String> lists(List<Listing> kinds) {
        List<String> lines = new ArrayList<>();
        for (String family : kinds.stream().map(Listing::family).distinct().toList()) {
            lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
            lines.addAll(new Table(List.of(family.toUpperCase(Locale.ROOT), "SETTINGS", "PAPER"),
                    kinds.stream().filter(kind -> kind.family().equals(family)).map(StrategyTables::row).toList())
                    .lines());
        }
        return lines;
    }

    private static List<String> row(Listing kind) {
        String settings = kind.settings().stream().map(Parameter::brief).collect(Collectors.joining(", "));
        return List.of(kind.name(), settings.isEmpty() ? "-" : settings, kind.cited().isEmpty() ? "-" : kind.cited());
    }

    /** Everything about one kind. */
    static List<String> page(Listing kind) {
        List<String> lines = new ArrayList<>(List.of(kind.name() + ": " + kind.summary()));
        if (!kind.cited().isEmpty()) {
            lines.add("paper: " + kind.cited() + ", " + kind.paper());
        }
        lines.add("costs: " + kind.cost());
        lines.add("needs: " + kind.needs());
        if (!kind.settings().isEmpty()) {
            lines.add("");
            lines.addAll(new Table(List.of("SETTING", "RANGE", "DEFAULT", "MEANING"), kind.settings().stream()
                    .map(one -> List.of(one.name(), one.range(), one.preset(), one.meaning())).toList()).lines());
        }
        lines.add("");
        lines.addAll(kind.yaml().lines().toList());
        return lines;
    }
}
