package io.tributary.experiments.data;

import io.tributary.experiments.catalogue.DataSources;
import io.tributary.experiments.config.SourceConfig;
import io.tributary.learning.BadExampleException;
import io.tributary.learning.source.SourcedExamples;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.InputMeaning;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a data source of somebody's own reads. */
record PlugInSource(SourceConfig.PlugIn wish) {
    /** All examples, a part held out: the source's own choice, or a fraction of each class. */
    Dataset load(boolean natural, long seed) throws DataException, InterruptedException {
        SourcedExamples read = read(wish.path());
        if (natural && read.owners().length == 0) {
            throw new DataException(place() + ": does not say whose each example is, which partition: natural needs");
        }
        Gathered gathered = new Gathered(all(read), read.owners());
        BitSet heldOut = new BitSet();
        IntStream.of(read.heldOut()).forEach(heldOut::set);
        return heldOut.isEmpty() ? gathered.heldOut(place(), wish.holdOut(), natural, seed)
                : gathered.split(
                        IntStream.range(0, read.examples().size()).filter(index -> !heldOut.get(index)).toArray(),
                        read.heldOut(), natural);
    }

    /** All examples of a device's own files. */
    OwnExamples own(Path path) throws DataException, InterruptedException {
        return all(read(Optional.of(path)));
    }

    private OwnExamples all(SourcedExamples read) {
        return new OwnExamples(read.examples(), read.shape(), read.labels(),
                read.meaning().orElseGet(() -> new InputMeaning.FromSource(wish.source())));
    }

    /** Whatever fails in it is the source's failure, and said to be. */
    private SourcedExamples read(Optional<Path> path) throws DataException, InterruptedException {
        try {
            return DataSources.plugIns().require(wish.source()).read(path, wish.source());
        } catch (BadExampleException | RejectedException bad) {
            throw new DataException(place() + ": " + bad.getMessage(), bad);
        } catch (RuntimeException broken) {
            throw new DataException(place() + ": failed: " + broken, broken);
        }
    }

    private String place() {
        return "data source " + wish.source().label();
    }
}
