"""`python -m tests.references` renews the reference pictures and says which ones look different now."""

from PIL import Image

from tests.references import FOLDER, cases, difference, looks_different, packed, pictures


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    kept = set()
    for case in cases():
        for name, new in pictures(case):
            kept.add(name)
            path = FOLDER / name
            old = Image.open(path) if path.exists() else None
            if old is None or old.size != new.size or looks_different(difference(old, new)):
                path.write_bytes(packed(new))
                print(f"{path}: {'looks different' if old else 'is new'}", flush=True)
    for path in FOLDER.glob("*.png"):
        if path.name not in kept:
            path.unlink()
            print(f"{path}: is no more", flush=True)


if __name__ == "__main__":
    main()
