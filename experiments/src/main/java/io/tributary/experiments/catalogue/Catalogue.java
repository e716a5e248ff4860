package io.tributary.experiments.catalogue;

import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.CodecSpec.PlugInCodec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.Sparsity;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import io.tributary.protocol.plan.StrategySpec.Weighting;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that a strategy can be made of. */
public final class Catalogue {
    private Catalogue() {}

    /** Every family, in the order in which they are shown; those of one title are shown together. */
    public static List<Family<?>> families() {
        return Stream.of(List.of(rules(), servers(), schedules(), weightings(), optimizers(), methods()), Layers.ALL,
                Codecs.all(),
                List.of(downloads(), eligibilityRules(), dataSources())).<Family<?>>flatMap(List::stream)
                .filter(family -> !family.kinds().isEmpty()).toList();
    }

    /**
     * Looks at all plug-ins that are here.
     *
     * @return whether there are any
     * @throws io.tributary.protocol.plugin.PlugInException if one cannot be used
     */
    public static boolean requireSoundPlugIns() {
        return families().stream().flatMap(family -> family.kinds().stream())
                .filter(kind -> kind.origin().isPresent()).count() > 0;
    }

    /** How the updates of a round become one. */
    public static Family<RuleSpec> rules() {
        return Rules.all();
    }

    /** How that one moves the model. */
    public static Family<ServerOptimizerSpec> servers() {
        return Servers.all();
    }

    /** How a learning rate changes from round to round. */
    public static Family<Schedule> schedules() {
        return Schedules.ALL;
    }

    /** What an update weighs. */
    public static Family<Weighting> weightings() {
        return Weightings.ALL;
    }

    /** What devices train with. */
    public static Family<OptimizerSpec> optimizers() {
        return LocalOptimizers.ALL;
    }

    /** What devices do against drift, if anything. */
    public static Family<Optional<ClientMethod>> methods() {
        return Methods.all();
    }

    /** Layers that stay on the device. */
    public static Kind<List<String>> local() {
        return Layers.LOCAL;
    }

    /** Layers that nobody trains. */
    public static Kind<List<String>> frozen() {
        return Layers.FROZEN;
    }

    /** Which values of an update travel. */
    public static Family<Sparsity> sparsities() {
        return Codecs.SPARSITIES;
    }

    /** Which devices a plan keeps out; none unless plug-ins are here. */
    public static Family<PlugInSpec> eligibilityRules() {
        return EligibilityRules.all();
    }

    /** Where examples come from, by a source of somebody's own; none unless plug-ins are here. */
    public static Family<PlugInSpec> dataSources() {
        return DataSources.all();
    }

    /** How values travel by a codec of somebody's own; none unless plug-ins are here. */
    public static Family<PlugInCodec> encodings() {
        return Codecs.encodings();
    }

    /** In how many bits a value travels. */
    public static Kind<Quantizer> quantize() {
        return Codecs.QUANTIZE;
    }

    /** Whether values are spread before they are quantized. */
    public static Kind<Boolean> rotate() {
        return Codecs.ROTATE;
    }

    /** Whether what encoding lost is kept. */
    public static Kind<Boolean> errorFeedback() {
        return Codecs.ERROR_FEEDBACK;
    }

    /** In what steps between model versions are written. */
    public static Family<Download> downloads() {
        return Downloads.ALL;
    }
}
