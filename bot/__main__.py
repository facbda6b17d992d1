"""`python -m bot` is `doorknock`."""

from bot.cli import main

if __name__ == "__main__":
    main()
