"""Plain data of one chassis: configuration tree, flash, interfaces."""
