package ordeal.elsewhere;

/** Belongs to another module, as far as the rules can tell. */
public final class Stranger {}
