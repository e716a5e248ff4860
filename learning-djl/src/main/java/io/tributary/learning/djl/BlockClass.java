package io.tributary.learning.djl;

import ai.djl.nn.Block;
import io.tributary.learning.NetworkClasses;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Makes blocks by the names of their classes. What is no block is not run, not even its static initializer. */
final class BlockClass {
    private BlockClass() {}

    /** @throws IllegalArgumentException naming the class, if there is none or it is no block with a public constructor without parameters */
    static Block make(String name) {
        try {
            Class<?> found = Class.forName(name, false, NetworkClasses.loader(BlockClass.class));
            if (!Block.class.isAssignableFrom(found)) {
                throw new IllegalArgumentException("class " + name + " is no " + Block.class.getName());
            }
            if (!Modifier.isPublic(found.getModifiers()) || Modifier.isAbstract(found.getModifiers())) {
                throw new IllegalArgumentException("class " + name + " must be public and not abstract");
            }
            return (Block) found.getConstructor().newInstance();
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException("class " + name + " is not here: a jar or folder that has it must be on"
                    + " the class path (--class-path)", missing);
        } catch (NoSuchMethodException missing) {
            throw new IllegalArgumentException("class " + name + " has no public constructor without parameters",
                    missing);
        } catch (InvocationTargetException failed) {
            throw new IllegalArgumentException("class " + name + " cannot be made: " + failed.getCause(), failed);
        } catch (ReflectiveOperationException | LinkageError broken) {
            throw new IllegalArgumentException("class " + name + " cannot be made: " + broken, broken);
        }
    }
}
