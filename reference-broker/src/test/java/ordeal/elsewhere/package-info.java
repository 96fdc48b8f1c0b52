/** Stands for another module of the project. */
@org.jspecify.annotations.NullMarked
package ordeal.elsewhere;
