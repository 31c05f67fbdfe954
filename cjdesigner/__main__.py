"""`python -m cjdesigner`."""

from cjdesigner.cli import main

if __name__ == "__main__":
    main()
