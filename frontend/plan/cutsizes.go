package plan

// knownSizes are packages whose wheels for Linux are large, with their sizes in units of 1,000,000 bytes, roughly, for locks that
// state none. A package that is missing here counts as small; a size that is not right any more costs time and bytes and
// nothing else.
var knownSizes = map[string]int64{
	"apache-beam": 16, "apache-flink": 200, "av": 35, "awscli": 14, "azure-mgmt-network": 12, "babel": 10, "blis": 16,
	"bokeh": 8, "botocore": 16, "catboost": 99, "chromadb-rust-bindings": 20, "ctranslate2": 38, "cupy-cuda11x": 100,
	"cupy-cuda12x": 110, "cupy-cuda13x": 60, "dbt-core-experimental-parser": 55, "deltalake": 40, "django": 8,
	"duckdb": 20, "faiss-cpu": 30, "fiona": 17, "google-api-python-client": 14, "grpcio": 8, "imageio-ffmpeg": 29,
	"jax-cuda12-plugin": 16, "jaxlib": 80, "jupyterlab": 17, "kaleido": 80, "lancedb": 40, "litellm": 9, "llvmlite": 56,
	"matplotlib": 10, "mlflow": 12, "mypy": 13, "numpy": 17, "nvidia-cublas": 400, "nvidia-cublas-cu12": 590,
	"nvidia-cuda-cupti-cu12": 10, "nvidia-cuda-nvrtc": 43, "nvidia-cuda-nvrtc-cu12": 88, "nvidia-cudnn-cu12": 700,
	"nvidia-cudnn-cu13": 350, "nvidia-cufft": 210, "nvidia-cufft-cu12": 190, "nvidia-curand": 60,
	"nvidia-curand-cu12": 63, "nvidia-cusolver": 200, "nvidia-cusolver-cu12": 270, "nvidia-cusparse": 150,
	"nvidia-cusparse-cu12": 290, "nvidia-cusparselt-cu12": 290, "nvidia-cusparselt-cu13": 170, "nvidia-nccl-cu12": 320,
	"nvidia-nccl-cu13": 190, "nvidia-nvjitlink": 40, "nvidia-nvjitlink-cu12": 39, "nvidia-nvshmem-cu12": 120,
	"nvidia-nvshmem-cu13": 60, "onnx": 18, "onnxruntime": 17, "onnxruntime-gpu": 290, "opencv-contrib-python": 72,
	"opencv-contrib-python-headless": 72, "opencv-python": 67, "opencv-python-headless": 60, "openvino": 50,
	"paddlepaddle": 190, "pandas": 12, "playwright": 46, "plotly": 10, "polars-runtime-32": 50, "polars-runtime-64": 50,
	"polars-runtime-compat": 50, "pyarrow": 45, "pydeck": 14, "pymupdf": 24, "pyogrio": 30, "pyproj": 9, "pyqt5": 8,
	"pyqt5-qt5": 60, "pyqt6": 8, "pyqt6-qt6": 80, "pyqtwebengine-qt5": 90, "pyside6-addons": 170,
	"pyside6-essentials": 95, "pyspark": 430, "rasterio": 22, "ray": 70, "ruff": 11, "scikit-image": 14,
	"scikit-learn": 9, "scipy": 36, "spacy": 33, "statsmodels": 10, "streamlit": 11, "tensorflow": 600,
	"tensorflow-cpu": 230, "tiledb": 20, "torch": 850, "torchvision": 8, "transformers": 13, "triton": 160, "vllm": 400,
	"vtk": 100, "wandb": 20, "xformers": 110, "xgboost": 130,
}
