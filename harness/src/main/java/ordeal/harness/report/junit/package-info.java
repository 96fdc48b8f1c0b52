/** JUnit's XML, as build servers read it. No dependencies. Immutable values. */
@org.jspecify.annotations.NullMarked
package ordeal.harness.report.junit;
