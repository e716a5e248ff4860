package io.tributary.loadtest.attack;

import io.tributary.experiments.catalogue.Family;
import io.tributary.experiments.catalogue.Kind;
import io.tributary.experiments.catalogue.Paper;
import io.tributary.experiments.catalogue.Setting;
import io.tributary.experiments.catalogue.Values;
import io.tributary.loadtest.attack.MinMax.Direction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The attacks that a suite may name. */
public final class Attacks {
    public static final Family<Attack> ALL = new Family<>("attacks", "attack", List.of(
            kind("none", "Attackers behave.", Optional.empty(), List.of(), "none", _ -> new NoAttack()),
            kind("silence", "Attackers send nothing: what a rule loses that finds them all out.", Optional.empty(),
                    List.of(),
                    "silence", _ -> new Silence()),
            kind("signFlip", "The opposite of an honest update, scaled.",
                    paper("Li et al. 2019", "RSA: Byzantine-Robust Stochastic Aggregation Methods", "AAAI"),
                    List.of(Setting.above("scale", 0, 1e6, "how much longer it is").or(1.0)),
                    "{ signFlip: { scale: 4 } }", values -> new SignFlip(values.number("scale"))),
            kind("noise", "Gaussian noise.",
                    paper("Blanchard et al. 2017", "Machine Learning with Adversaries", "NeurIPS"),
                    List.of(Setting.above("factor", 0, 1e6, "deviation, in root mean squares of honest values")
                            .or(10.0)),
                    "{ noise: { factor: 10 } }", values -> new Noise(values.number("factor"))),
            kind("labelFlip", "Trains on class C - 1 - y in place of y.",
                    paper("Fang et al. 2020", "Local Model Poisoning Attacks to Byzantine-Robust Federated Learning",
                            "USENIX Security"),
                    List.of(), "labelFlip", _ -> new LabelFlip()),
            kind("backdoor", "A white square shall mean one class.",
                    paper("Gu et al. 2017",
                            "BadNets: Identifying Vulnerabilities in the Machine Learning Model Supply Chain",
                            "arXiv 1708.06733"),
                    List.of(Setting.whole("side", 1, 1 << 10, "of the square, in pixels").or(4),
                            Setting.whole("target", 0, 1 << 16, "the class").or(0),
                            Setting.above("part", 0, 1, "of an attacker's examples that carry it").or(0.5),
                            Setting.above("boost", 0, 1e6, "factor of what is sent").or(1.0)),
                    "{ backdoor: { side: 4, target: 0, part: 0.5, boost: 1 } }",
                    values -> new Backdoor(values.whole("side"), values.whole("target"), values.number("part"),
                            values.number("boost"))),
            kind("alie", "The honest mean minus z deviations.",
                    paper("Baruch et al. 2019", "A Little Is Enough", "NeurIPS"),
                    List.of(Setting.above("z", 0, 1e6, "how many").orFrom("n and f, as the paper says")),
                    "{ alie: { z: 1 } }", values -> new LittleIsEnough(values.find("z", Double.class))),
            kind("ipm", "Minus epsilon times the honest mean.",
                    paper("Xie et al. 2020", "Fall of Empires", "UAI"),
                    List.of(Setting.above("epsilon", 0, 1e6, "how long").or(0.5)),
                    "{ ipm: { epsilon: 0.5 } }", values -> new InnerProduct(values.number("epsilon"))),
            kind("minMax", "As far off as honest updates are from each other.",
                    paper("Shejwalkar and Houmansadr 2021", "Manipulating the Byzantine", "NDSS"),
                    List.of(Setting.word("direction", List.of("deviation", "unit", "sign"),
                            "away from the honest mean")),
                    "{ minMax: { direction: deviation } }", values -> new MinMax(
                            Direction.valueOf(values.part("direction", String.class).toUpperCase(Locale.ROOT))))));

    private Attacks() {}

    private static Optional<Paper> paper(String authors, String title, String venue) {
        return Optional.of(new Paper(authors, title, venue));
    }

    private static Kind<Attack> kind(String name, String summary, Optional<Paper> paper, List<Setting> settings,
            String example, Function<Values, Attack> make) {
        return new Kind<>(name, summary, paper, "nothing", "nothing", settings, example, make);
    }
}
