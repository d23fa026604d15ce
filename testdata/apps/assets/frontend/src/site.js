document.title = "Assets";
