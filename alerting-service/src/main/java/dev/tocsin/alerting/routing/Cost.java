package dev.tocsin.alerting.routing;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;

/** Tells conditions that take microseconds from those that may take milliseconds. */
final class Cost {

  private static final int MANY_NODES = 300;

  private Cost() {}

  /** Does it loop, use a regular expression, or go on for pages? */
  static boolean isHeavy(CelAbstractSyntaxTree tree) {
    long nodes = CelNavigableAst.fromAst(tree).getRoot().allNodes().count();
    return nodes > MANY_NODES
        || CelNavigableAst.fromAst(tree)
            .getRoot()
            .allNodes()
            .anyMatch(
                node ->
                    node.getKind() == Kind.COMPREHENSION
                        || (node.getKind() == Kind.CALL
                            && node.expr().call().function().equals("matches")));
  }
}
